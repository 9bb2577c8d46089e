/** A dot in a category's colour to show. An SVG attribute, since the content security policy forbids inline styles. */
export function Dot({ colour }: { colour: string | null | undefined }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 10 10" className="size-2.5 shrink-0">
      <circle cx="5" cy="5" r="5" {...(colour ? { fill: colour } : { className: 'fill-edge' })} />
    </svg>
  );
}
