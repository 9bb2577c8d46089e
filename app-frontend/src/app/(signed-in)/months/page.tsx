import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { monthPage } from '@/months/month-page';
import { preferences } from '@/preferences/preferences';

export const metadata: Metadata = { title: 'Month' };

/** The month asked for, or the current one in the reader's time zone. Redirecting to that would cost each click a second request. */
export default async function MonthsPage({ searchParams }: PageProps<'/months'>) {
  const { month } = await searchParams;
  if (typeof month === 'string') redirect(`/months/${encodeURIComponent(month)}`);
  const { today } = await preferences();
  return monthPage(today.slice(0, 7));
}
