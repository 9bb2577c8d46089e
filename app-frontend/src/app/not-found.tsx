import { NotFoundPage } from '@/ui/not-found-page';

export default function NoSuchPage() {
  return (
    <NotFoundPage title="Page not found" href="/" link="Go to your expenses">
      Nothing is at this address. It may be mistyped, or what it showed was deleted.
    </NotFoundPage>
  );
}
