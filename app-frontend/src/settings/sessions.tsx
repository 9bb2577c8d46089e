import type { OpenSession } from '@/api/generated';
import { ActionButton } from '@/ui/action-button';
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
              <ActionButton
                label={`End the session of ${browserName(userAgent)}, last seen ${formatTime(refreshedAt)}`}
                act={endSession.bind(null, id)}
              >
                End
              </ActionButton>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <ActionButton label="End all other sessions" act={endOtherSessions} className="pt-2">
          End all other sessions
        </ActionButton>
      )}
    </>
  );
}
