import { hooks, lint } from '../infra/lint/eslint.js';

export default lint(import.meta.dirname, hooks, {
  // Pages import features, never the other way round.
  files: ['src/!(app)/**'],
  rules: { 'no-restricted-imports': ['error', { patterns: ['**/app/*', '@/app/*'] }] },
});
