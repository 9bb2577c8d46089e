import { type ReactNode, useId } from 'react';

/** Closes the choices that a button is in. */
export interface Closing {
  popoverTarget: string;
  popoverTargetAction: 'hide';
}

interface ChipProps {
  label: string;
  value: string;
  error?: string | undefined;
  /** The choices; a button with these attributes also closes them. */
  children: (closing: Closing) => ReactNode;
}

/** A button that shows what will be saved, and opens the choices for it: with the browser's own popover, which also closes with Escape. */
export function Chip({ label, value, error, children }: ChipProps) {
  const id = useId();
  return (
    <>
      <button type="button" className="chip" popoverTarget={id} data-wrong={error ? true : undefined} aria-describedby={error && `${id}e`}>
        <span className="sr-only">{label}: </span>
        <span className="truncate">{value}</span>
      </button>
      <div id={id} popover="auto" role="group" aria-label={`Choose: ${label}`} className="sheet">
        {children({ popoverTarget: id, popoverTargetAction: 'hide' })}
      </div>
      {error && (
        <p id={`${id}e`} role="alert" className="order-last w-full text-sm wrap-anywhere text-alert">
          {error}
        </p>
      )}
    </>
  );
}

interface OptionProps {
  children: ReactNode;
  isChosen: boolean;
  closing: Closing;
  onChoose: () => void;
}

/** One of the choices of a chip. */
export const Option = ({ children, isChosen, closing, onChoose }: OptionProps) => (
  <button type="button" className="option" aria-pressed={isChosen} onClick={onChoose} {...closing}>
    {children}
  </button>
);

/** Sets a field's value, and tells the form, as if it was typed. */
export function enterValue(field: HTMLInputElement, value: string): void {
  if (field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
