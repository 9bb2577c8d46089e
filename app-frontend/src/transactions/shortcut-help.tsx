import type { Ref } from 'react';
import { turnShortcuts, useAreShortcutsOn } from './shortcuts';

const KEYS = [
  ['/', 'Search'],
  ['n', 'Add an entry'],
  ['j', 'Next transaction'],
  ['k', 'Previous transaction'],
  ['e', 'Edit'],
  ['x', 'Select'],
  ['?', 'Show this help'],
];

export function ShortcutHelp({ ref }: { ref: Ref<HTMLDialogElement> }) {
  const isOn = useAreShortcutsOn();
  return (
    <dialog ref={ref} aria-labelledby="shortcuts" className="w-full max-w-sm">
      <h2 id="shortcuts" className="subtitle text-lg">
        Keyboard shortcuts
      </h2>
      <dl className="mt-4 grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2.5">
        {KEYS.map(([key, meaning]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="shortcut-key">{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <label className="mt-3 flex min-h-11 cursor-pointer items-center gap-3">
        <input type="checkbox" className="size-4.5 accent-accent" checked={isOn} onChange={({ target }) => turnShortcuts(target.checked)} />
        Use these keys
      </label>
      <form method="dialog" className="mt-3">
        <button type="submit" className="button button-plain w-full">
          Close
        </button>
      </form>
    </dialog>
  );
}
