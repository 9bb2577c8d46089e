import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isMonth } from '@/days/month';
import { monthPage } from '@/months/month-page';

export const metadata: Metadata = { title: 'Month' };

export default async function MonthPage({ params }: PageProps<'/months/[month]'>) {
  const { month } = await params;
  if (!isMonth(month)) notFound();
  return monthPage(month);
}
