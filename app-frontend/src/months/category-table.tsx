import { Fragment } from 'react';
import { formatAmount } from '@/money/money';
import { type Filter, transactionsUrl } from '@/transactions/filter';
import { Dot } from '@/ui/dot';
import { NavLink } from '@/ui/nav-link';
import type { CategoryShare } from './by-category';
import { Change } from './change';

interface CategoryTableProps {
  kind: 'expense' | 'income';
  shares: CategoryShare[];
  total: number;
  /** The days summed up. */
  days: Pick<Filter, 'from' | 'to'>;
  /** What they are compared with: "Oct". */
  period: string;
  currency: string;
  locale: string;
}

/** A table that is also a chart: each row has a bar, with a mark for the previous month. */
export function CategoryTable({ kind, shares, total, days, period, currency, locale }: CategoryTableProps) {
  const most = Math.max(...shares.flatMap(({ amount, previous }) => [amount, previous]), 1);
  const money = (amount: number) => formatAmount(amount, currency, locale);
  const verb = kind === 'expense' ? 'Spent' : 'Earned';
  // With refunds, which are of the other kind.
  const listed = (id: string | null, filter: Filter = {}) =>
    transactionsUrl({ ...(id ? { categoryId: id } : { kind, categoryId: 'none' }), ...days, ...filter });
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">
        {verb} by category, compared with {period}
      </caption>
      <thead className="text-xs text-faint">
        <tr>
          <th scope="col" className="pb-2 text-left font-medium">
            Category
          </th>
          <th scope="col" className="pb-2 text-right font-medium">
            {verb}
          </th>
          <th scope="col" className="pb-2 pl-4 text-right font-medium max-sm:hidden">
            Share
          </th>
          <th scope="col" className="pb-2 pl-4 text-right font-medium max-sm:hidden">
            {period}
          </th>
          <th scope="col" className="w-20 pb-2 pl-3 text-right font-medium">
            Change
          </th>
        </tr>
      </thead>
      <tbody>
        {shares.map(({ id, name, colour, amount, previous, withoutRate, parts }) => (
          <Fragment key={id}>
            <tr className="border-t border-line">
              <th scope="row" className="text-left font-medium">
                <NavLink href={listed(id)} className="flex min-h-11 items-center gap-2 wrap-anywhere underline-offset-4 hover:underline">
                  <Dot colour={colour} />
                  {name}
                </NavLink>
              </th>
              <td className="pl-2 text-right font-medium tabular-nums">
                <span className="whitespace-nowrap">{money(amount)}</span>
                {withoutRate > 0 && (
                  <NavLink href={listed(id, { rate: 'none' })} className="link block text-xs font-normal">
                    and {withoutRate} without a rate
                  </NavLink>
                )}
              </td>
              <td className="pl-4 text-right text-faint tabular-nums max-sm:hidden">
                {total > 0 && new Intl.NumberFormat(locale, { style: 'percent' }).format(amount / total)}
              </td>
              <td className="pl-4 text-right whitespace-nowrap text-faint tabular-nums max-sm:hidden">{money(previous)}</td>
              <td className="pl-3 text-right whitespace-nowrap text-faint tabular-nums">
                <Change now={amount} previous={previous} locale={locale} />
              </td>
            </tr>
            <tr aria-hidden="true">
              <td colSpan={5} className={parts.length > 0 ? 'pb-1.5' : 'pb-3'}>
                <Bar share={amount / most} previous={previous / most} colour={colour} />
              </td>
            </tr>
            {parts.map((part) => (
              <tr key={part.id} className="text-faint">
                <th scope="row" className="text-left font-normal">
                  <NavLink
                    href={listed(part.id)}
                    className="flex min-h-8 items-center pl-4.5 wrap-anywhere hover:text-ink hover:underline pointer-coarse:min-h-11"
                  >
                    {part.name}
                  </NavLink>
                </th>
                <td className="pl-2 text-right whitespace-nowrap tabular-nums">{money(part.amount)}</td>
                <td className="max-sm:hidden" />
                <td className="pl-4 text-right whitespace-nowrap tabular-nums max-sm:hidden">{money(part.previous)}</td>
                <td className="pl-3 text-right whitespace-nowrap text-faint tabular-nums">
                  <Change now={part.amount} previous={part.previous} locale={locale} />
                </td>
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

/** The legend of the mark in each bar. */
export function BarLegend({ period }: { period: string }) {
  return (
    <p aria-hidden="true" className="flex items-center gap-1.5 text-xs text-faint">
      <svg viewBox="0 0 2 10" className="h-2.5 w-0.5 fill-ink">
        <rect width="2" height="10" />
      </svg>
      {period}
    </p>
  );
}

/** Widths are attributes, since the content security policy forbids inline styles. */
function Bar({ share, previous, colour }: { share: number; previous: number; colour: string | null }) {
  const width = share * 100;
  return (
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" className="block h-2 w-full rounded-full">
      <rect width="100" height="8" className="fill-raised" />
      <rect width={width} height="8" {...(colour ? { fill: colour } : { className: 'fill-edge' })} />
      {previous > 0 && <rect x={Math.min(previous * 100, 99.6)} width="0.4" height="8" className="fill-ink" />}
    </svg>
  );
}
