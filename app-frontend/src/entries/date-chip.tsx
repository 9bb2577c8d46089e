import { useRef, useState } from 'react';
import { type formatDay, formatShortDay, formatWeekday, lastDays } from '@/days/day';
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

/** The date of a new entry: one of the last seven days, or another. */
export function DateChip({ day, date, locale, error, onDate }: DateChipProps) {
  const field = useRef<HTMLInputElement>(null);
  /** Undefined for the default date, which moves while the page is open. */
  const [other, setOther] = useState(date === day ? undefined : date);
  const shown = other ?? day;
  const week = lastDays(day, 7);
  const nameOf = (of: string, format: typeof formatDay) => ['Today', 'Yesterday'][week.indexOf(of)] ?? format(of, locale);
  return (
    <Chip label="Date" value={shown ? nameOf(shown, formatShortDay) : 'No date'} error={error}>
      {(closing) => (
        <>
          <div className="days">
            {week.map((each) => (
              <Option key={each} isChosen={each === shown} closing={closing} onChoose={() => enterValue(field.current!, each)}>
                {nameOf(each, formatWeekday)}
              </Option>
            ))}
          </div>
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
