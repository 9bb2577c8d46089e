import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { switchesUser, unprivileged, unprivilegedCommand } from './unprivileged.js';

it.skipIf(switchesUser)('runs programs that refuse root, even from a folder only its owner may enter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'owners-only-'));
  try {
    const file = join(folder, 'file');
    writeFileSync(file, 'within reach');
    const [program, args] = unprivilegedCommand('sh', ['-c', `[ "$(id -u)" != 0 ] && cat "${file}"`]);
    expect(execFileSync(program, args, { ...unprivileged, encoding: 'utf8' })).toBe('within reach');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
