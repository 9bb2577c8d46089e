'use client';

import { MessagePage } from '@/ui/message-page';

export default function ErrorPage({ retry }: { retry: () => void }) {
  return (
    <MessagePage title="This page can't be shown right now">
      <p className="text-faint">The expenses service does not answer as it should. Nothing you entered is lost. It may be waking up: that takes half a minute.</p>
      <button type="button" className="button button-main self-start" onClick={retry}>
        Try again
      </button>
    </MessagePage>
  );
}
