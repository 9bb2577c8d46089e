import { hooks, lint } from '../infra/lint/eslint.js';

export default lint(import.meta.dirname, hooks, {
  // Next.js puts the app together; no feature knows a page.
  files: ['src/!(app)/**'],
  rules: { 'no-restricted-imports': ['error', { patterns: ['**/app/*', '@/app/*'] }] },
});
