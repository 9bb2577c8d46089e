import type { OpenSession } from '@/api/generated';
import { ActionForm } from '@/ui/action-form';
import { endOtherSessions, endSession } from './actions';
import { browserName } from './browser';

interface SessionsProps {
  sessions: OpenSession[];
  formatTime: (time: string) => string;
}

export function Sessions({ sessions, formatTime }: SessionsProps) {
  return (
    <>
      <ul className="divide-y divide-line">
        {sessions.map(({ id, isThisOne, userAgent, refreshedAt }) => (
          <li key={id} className="flex min-h-14 items-center justify-between gap-3 py-1.5">
            <div className="min-w-0">
              <p className="truncate text-sm font-medium">{browserName(userAgent)}</p>
              <p className="text-sm text-faint">{isThisOne ? 'This browser' : `Last seen ${formatTime(refreshedAt)}`}</p>
            </div>
            {!isThisOne && (
              <ActionForm
                action={endSession.bind(null, id)}
                submit="End"
                label={`End the session of ${browserName(userAgent)}, last seen ${formatTime(refreshedAt)}`}
              />
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <ActionForm action={endOtherSessions} submit="End all other sessions" label="End all other sessions" className="grid gap-2 pt-2" />
      )}
    </>
  );
}
