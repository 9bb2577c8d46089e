import { addMonths, formatMonth, isMonth } from '@/days/month';
import { Disclosure } from '@/ui/disclosure';
import { NextIcon, PreviousIcon } from '@/ui/icons';
import { NavLink } from '@/ui/nav-link';

/** Links to the months around, to the running one, and a form to go to any. */
export function MonthNavigation({ month, current, locale }: { month: string; current: string; locale: string }) {
  const [earlier, later] = [addMonths(month, -1), addMonths(month, 1)];
  return (
    <nav aria-label="Months" className="flex flex-wrap items-center gap-1">
      {isMonth(earlier) && (
        <NavLink href={`/months/${earlier}`} className="button button-plain w-11 px-0" aria-label={formatMonth(earlier, locale)}>
          <PreviousIcon />
        </NavLink>
      )}
      {month < current && (
        <NavLink href={`/months/${later}`} className="button button-plain w-11 px-0" aria-label={formatMonth(later, locale)}>
          <NextIcon />
        </NavLink>
      )}
      {month !== current && (
        <NavLink href={`/months/${current}`} className="button button-plain">
          This month
        </NavLink>
      )}
      <Disclosure summary="Other month" className="px-2 max-sm:open:w-full" padding="">
        {/* Browsers would word what is wrong themselves. A month that does not exist has a page that says what a month is. */}
        <form action="/months" noValidate className="flex gap-1">
          <input
            className="field w-44"
            type="month"
            name="month"
            aria-label="Month to go to"
            min="1900-01"
            max="2199-12"
            // Browsers without a picker for months show a text field.
            placeholder={current}
          />
          <button type="submit" className="button button-plain">
            Go
          </button>
        </form>
      </Disclosure>
    </nav>
  );
}
