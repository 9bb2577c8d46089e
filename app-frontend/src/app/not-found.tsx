import Link from 'next/link';
import { MessagePage } from '@/ui/message-page';

export default function NotFoundPage() {
  return (
    <MessagePage title="There is no such page">
      <Link href="/" className="link inline-flex h-11 items-center">
        Go to your expenses
      </Link>
    </MessagePage>
  );
}
