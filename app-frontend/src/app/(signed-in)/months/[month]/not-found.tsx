import { NotFoundPage } from '@/ui/not-found-page';

export default function NoSuchMonth() {
  return (
    <NotFoundPage title="No such month" href="/months" link="Go to this month">
      The address of a month is its year, from 1900 to 2199, and its number, from 01 to 12: /months/2026-11.
    </NotFoundPage>
  );
}
