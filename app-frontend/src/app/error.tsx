'use client';

import { unstable_isUnrecognizedActionError } from 'next/navigation';
import { MessagePage } from '@/ui/message-page';
import { NEW_VERSION, ReloadButton } from '@/ui/new-version';

export default function ErrorPage({ error, retry }: { error: Error; retry: () => void }) {
  // Forms that are sent from a page of another version than the site's.
  if (unstable_isUnrecognizedActionError(error)) {
    return (
      <MessagePage title={NEW_VERSION}>
        <p className="text-faint">
          The page that you had open is older, and what you just sent was not done. Reload the page, and do it once more.
        </p>
        <ReloadButton className="self-start" />
      </MessagePage>
    );
  }
  return (
    <MessagePage title="This page can't be shown right now">
      <p className="text-faint">
        The expenses service does not answer as it should. Nothing you entered is lost. It may be waking up: that takes half a minute.
      </p>
      <button type="button" className="button button-main self-start" onClick={retry}>
        Try again
      </button>
    </MessagePage>
  );
}
