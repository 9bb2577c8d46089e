import { MessagePage } from '@/ui/message-page';

export default function NotFoundPage() {
  return (
    <MessagePage title="Page not found">
      {/* A plain link: every page loads the scripts of this one too, and would load those of Next.js's links twice. */}
      <a href="/" className="link inline-flex h-11 items-center">
        Go to your expenses
      </a>
    </MessagePage>
  );
}
