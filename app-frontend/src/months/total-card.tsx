import { formatAmount } from '@/money/money';
import { Change } from './change';

interface TotalCardProps {
  name: string;
  now: number;
  before: number;
  currency: string;
  locale: string;
}

export function TotalCard({ name, now, before, currency, locale }: TotalCardProps) {
  return (
    <div className="card min-w-0 px-4 py-3.5 sm:px-5 sm:py-4">
      <dt className="text-sm text-faint">{name}</dt>
      <dd>
        <p className="mt-0.5 text-xl font-semibold tracking-tight tabular-nums sm:text-2xl">{formatAmount(now, currency, locale)}</p>
        <p className="mt-0.5 flex flex-wrap gap-x-2 text-sm text-faint tabular-nums">
          <span>before {formatAmount(before, currency, locale)}</span>
          {now >= 0 && before > 0 && <Change now={now} before={before} locale={locale} />}
        </p>
      </dd>
    </div>
  );
}
