import Link from 'next/link';
import { MessagePage } from '@/ui/message-page';

export default function NotFoundPage() {
  return (
    <MessagePage title="There is no such page">
      <Link href="/" className="font-medium text-accent underline-offset-4 hover:underline">
        Go to your expenses
      </Link>
    </MessagePage>
  );
}
