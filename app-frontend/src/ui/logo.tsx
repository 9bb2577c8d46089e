/** The logo with the name, which a header can hide where space is short. */
export function Logo({ nameClass }: { nameClass?: string }) {
  return (
    <span className="flex items-center gap-2.5 font-semibold tracking-tight">
      <svg aria-hidden="true" viewBox="0 0 32 32" className="size-7">
        <rect width="32" height="32" rx="8" className="fill-accent" />
        <path d="M9 11h14M9 16h9M9 21h5" className="stroke-on-accent" strokeWidth="2.6" strokeLinecap="round" />
      </svg>
      <span className={nameClass}>Expenses</span>
    </span>
  );
}
