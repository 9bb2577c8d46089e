import Link from 'next/link';
import { MessagePage } from '@/ui/message-page';

export default function NotFoundPage() {
  return (
    <MessagePage title="Page not found">
      <Link href="/" className="link inline-flex h-11 items-center">
        Go to your expenses
      </Link>
    </MessagePage>
  );
}
