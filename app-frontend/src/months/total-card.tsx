import { formatAmount } from '@/money/money';
import { Change } from './change';

interface TotalCardProps {
  name: string;
  /** What it is compared with: "in Oct". */
  period: string;
  now: number;
  previous: number;
  currency: string;
  locale: string;
}

export function TotalCard({ name, period, now, previous, currency, locale }: TotalCardProps) {
  return (
    <div className="card min-w-0 px-4 py-3.5 sm:px-5 sm:py-4">
      <dt className="flex min-h-6 flex-wrap items-center justify-between gap-2 text-sm text-faint">
        {name}
        {now >= 0 && previous > 0 && (
          <span className="pill">
            <Change now={now} previous={previous} locale={locale} />
          </span>
        )}
      </dt>
      <dd>
        <p className="mt-0.5 text-xl font-semibold tracking-tight wrap-anywhere tabular-nums sm:text-2xl">
          {formatAmount(now, currency, locale)}
        </p>
        <p className="mt-0.5 text-sm wrap-anywhere text-faint tabular-nums">
          {formatAmount(previous, currency, locale)} <span className="whitespace-nowrap">{period}</span>
        </p>
      </dd>
    </div>
  );
}
