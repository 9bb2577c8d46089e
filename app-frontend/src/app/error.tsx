'use client';

import { unstable_isUnrecognizedActionError } from 'next/navigation';
import { MessagePage } from '@/ui/message-page';
import { NEW_VERSION, ReloadButton } from '@/ui/new-version';

export default function ErrorPage({ error }: { error: Error }) {
  // The form was sent from a page of another version of the site.
  if (unstable_isUnrecognizedActionError(error)) {
    return (
      <MessagePage title={NEW_VERSION}>
        <p className="text-faint">
          The page you had open is out of date, and your last change was not saved. Reload the page and try again.
        </p>
        <ReloadButton className="self-start" />
      </MessagePage>
    );
  }
  return (
    <MessagePage title="This page can't be shown right now">
      <p className="text-faint">
        The expenses service is not responding. Entries that are not saved yet stay on this device. The service may be waking up, which
        takes up to half a minute.
      </p>
      {/* Rendering again would not load a script that failed. */}
      <button type="button" className="button button-main self-start" onClick={() => location.reload()}>
        Try again
      </button>
    </MessagePage>
  );
}
