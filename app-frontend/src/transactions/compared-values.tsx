import { NavLink } from '@/ui/nav-link';
import { type Filter, transactionsUrl } from './filter';

/** Says what a filter or an order by amount compares, and what it can't. */
export function ComparedValues({
  filter: { min, max, sort, cursor: _cursor, back: _back, ...filter },
  home,
}: {
  filter: Filter;
  home: string;
}) {
  if (!min && !max && sort !== 'largest' && sort !== 'smallest') return null;
  return (
    <p className="text-sm text-faint">
      Amounts are compared by their value in {home}.{' '}
      <NavLink href={transactionsUrl({ ...filter, rate: 'none' })} className="link">
        Entries without an exchange rate
      </NavLink>{' '}
      are not listed.
    </p>
  );
}
