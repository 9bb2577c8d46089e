'use client';

import { useEffect, useRef, useState } from 'react';
import { useSent } from '@/ui/action-form';
import { Field } from '@/ui/field';
import { visibleColour } from './colours';

interface ColourFieldProps {
  /** The colour to start from. */
  colour: string;
  /** How the lists show it; undefined for a new category. */
  shown?: string | null;
  /** Whether the category has no colour of its own. */
  isUnchosen: boolean;
}

/** A colour, shown as the lists show it in the theme: darker or lighter than the one chosen, if that would be hard to see. */
export function ColourField({ colour, shown, isUnchosen }: ColourFieldProps) {
  const { values, errors } = useSent();
  return (
    <>
      {isUnchosen && <input type="hidden" name="suggestion" value={colour} />}
      <Field label="Colour" error={errors?.colour}>
        <ColourInput colour={values?.colour ?? colour} shown={values ? undefined : shown} />
      </Field>
    </>
  );
}

function ColourInput({ colour, shown, ...field }: { colour: string; shown: string | null | undefined; id?: string }) {
  const [chosen, setChosen] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const { form } = input.current!;
    const reset = () => setChosen(undefined);
    form!.addEventListener('reset', reset);
    return () => form!.removeEventListener('reset', reset);
  }, []);
  return (
    <span className="relative block w-20">
      <input
        {...field}
        ref={input}
        className="field"
        name="colour"
        type="color"
        defaultValue={colour}
        onInput={(event) => setChosen(event.currentTarget.value)}
      />
      <svg aria-hidden="true" className="pointer-events-none absolute inset-1.5 size-[calc(100%-0.75rem)] rounded-md bg-card">
        <rect width="100%" height="100%" fill={chosen ? visibleColour(chosen) : (shown ?? visibleColour(colour))} />
      </svg>
    </span>
  );
}
