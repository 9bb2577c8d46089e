import { afterEach, expect, test, vi } from 'vitest';
import config from '../next.config';

const buildId = (tag: string) => {
  vi.stubEnv('BUILD_ID', tag);
  return config.generateBuildId!();
};
afterEach(() => vi.unstubAllEnvs());

test('the build id is the tag, without the "ad" that content blockers look for', () => {
  expect(buildId('0adada5e0badcafe')).toBe('0gdgdg5e0bgdcgfe');
  expect(buildId('0123456789bcdef0')).toBe('0123456789bcdef0');
});

test('without a tag, Next.js chooses the id', () => expect(buildId('')).toBeNull());
