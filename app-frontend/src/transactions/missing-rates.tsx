import { NavLink } from '@/ui/nav-link';
import { type Filter, transactionsUrl } from './filter';

interface MissingRatesProps {
  count: number;
  /** Selects the entries of the sums. */
  filter: Filter;
  locale: string;
}

/** Says how many entries sums leave out for want of an exchange rate, and links to them. */
export function MissingRates({ count, filter, locale }: MissingRatesProps) {
  return (
    <>
      <NavLink href={transactionsUrl({ ...filter, rate: 'none', cursor: '', back: '' })} className="link">
        {new Intl.NumberFormat(locale).format(count)} {count === 1 ? 'entry' : 'entries'} without an exchange rate
      </NavLink>{' '}
      {count === 1 ? 'is' : 'are'} not in these sums
    </>
  );
}
