import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      className="size-5 shrink-0 fill-none stroke-current"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  );
}

export const PlusIcon = () => (
  <Icon>
    <path d="M12 5v14M5 12h14" />
  </Icon>
);

export const ListIcon = () => (
  <Icon>
    <path d="M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01" />
  </Icon>
);

export const ChartIcon = () => (
  <Icon>
    <path d="M5 20v-6M12 20V5M19 20v-9" />
  </Icon>
);

export const WalletIcon = () => (
  <Icon>
    <path
      d="M4 7.5A2.5 2.5 0 0 1 6.5 5H18v3M4 7.5A2.5 2.5 0 0 0 6.5 10H20v9H6.5A2.5 2.5 0 0 1 4 16.5zM16 14.5h.01"
      transform="translate(0 -1)"
    />
  </Icon>
);

export const BankIcon = () => (
  <Icon>
    <path d="M4 9.5 12 5l8 4.5M5 9.5h14M6.5 13v4M12 13v4M17.5 13v4M4.5 20h15" />
  </Icon>
);

export const CardIcon = () => (
  <Icon>
    <rect x="3.5" y="6" width="17" height="12.5" rx="2.5" />
    <path d="M3.5 10.5h17M7 15h3" />
  </Icon>
);

export const CashIcon = () => (
  <Icon>
    <rect x="3" y="6.5" width="18" height="11.5" rx="2" />
    <circle cx="12" cy="12.25" r="2.5" />
    <path d="M6.5 12.25h.01M17.5 12.25h.01" />
  </Icon>
);

export const MoreIcon = () => (
  <Icon>
    <circle cx="12" cy="8" r="3.5" />
    <path d="M5 20c.8-3.6 3.6-5.5 7-5.5s6.2 1.9 7 5.5" />
  </Icon>
);

export const EraseIcon = () => (
  <Icon>
    <path d="M9 6h11v12H9l-5.5-6zM12.5 10l4 4M16.5 10l-4 4" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="M7 7l10 10M17 7L7 17" />
  </Icon>
);

export const PreviousIcon = () => (
  <Icon>
    <path d="M14.5 6l-6 6 6 6" />
  </Icon>
);

export const NextIcon = () => (
  <Icon>
    <path d="M9.5 6l6 6-6 6" />
  </Icon>
);
