import { useRef, useState } from 'react';
import { dayBefore, formatShortDay } from '@/days/day';
import { Field } from '@/ui/field';
import { Chip, enterValue, Option } from './chip';

interface DateChipProps {
  /** The default date, today. */
  day: string;
  date: string;
  locale: string;
  error?: string | undefined;
  onDate: (date: string) => void;
}

/** The date of a new entry: today, yesterday or another day. */
export function DateChip({ day, date, locale, error, onDate }: DateChipProps) {
  const field = useRef<HTMLInputElement>(null);
  /** Undefined for the default date, which moves while the page is open. */
  const [other, setOther] = useState(date === day ? undefined : date);
  const yesterday = dayBefore(day);
  const choose = (chosen: string) => enterValue(field.current!, chosen);
  const isToday = other === undefined || other === day;
  const otherName = other === yesterday ? 'Yesterday' : other ? formatShortDay(other, locale) : 'No date';
  return (
    <Chip label="Date" value={isToday ? 'Today' : otherName} error={error}>
      {(closing) => (
        <>
          <Option isChosen={isToday} closing={closing} onChoose={() => choose(day)}>
            Today
          </Option>
          <Option isChosen={other === yesterday} closing={closing} onChoose={() => choose(yesterday)}>
            Yesterday
          </Option>
          <Field label="Other date" className="px-3 pt-1">
            <input
              className="field"
              name="date"
              type="date"
              required
              ref={field}
              defaultValue={date}
              onInput={({ currentTarget: { value } }) => {
                setOther(value === day ? undefined : value);
                onDate(value);
              }}
            />
          </Field>
          <div className="px-3 pt-2 pb-1">
            <button type="button" className="button button-plain w-full" {...closing}>
              Done
            </button>
          </div>
        </>
      )}
    </Chip>
  );
}
