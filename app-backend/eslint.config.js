import { lint } from '../infra/lint/eslint.js';

export default lint(import.meta.dirname);
