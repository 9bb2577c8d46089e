import { importX } from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * The rules for both apps. Each app's eslint.config.js adds its own.
 * @param {string} folder the app's folder, which holds its tsconfig.json
 * @param {import('eslint').Linter.Config[]} own the app's own rules
 */
export function lint(folder, ...own) {
  return tseslint.config(
    { ignores: ['dist', '.next', '.amplify-hosting', 'next-env.d.ts', 'src/*/generated', '**/*.js', '**/*.mjs'] },
    tseslint.configs.recommendedTypeChecked,
    tseslint.configs.stylisticTypeChecked,
    { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: folder } } },
    {
      plugins: { 'import-x': importX },
      rules: {
        'import-x/no-duplicates': 'error',
        // Destructuring removes a field from an object.
        '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
        // || also replaces an empty string, which is often intended.
        '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
        // An interface may require a promise where there is nothing to wait for.
        '@typescript-eslint/require-await': 'off',
      },
    },
    {
      files: ['**/*.test.ts', '**/*.test.tsx', 'test/**'],
      rules: {
        // Tests read responses as plain JSON and assert their content.
        '@typescript-eslint/no-explicit-any': 'off',
        '@typescript-eslint/no-unsafe-argument': 'off',
        '@typescript-eslint/no-unsafe-assignment': 'off',
        '@typescript-eslint/no-unsafe-call': 'off',
        '@typescript-eslint/no-unsafe-member-access': 'off',
        '@typescript-eslint/no-unsafe-return': 'off',
      },
    },
    ...own,
  );
}

/** The rules of hooks, for the React app. */
export const hooks = reactHooks.configs.flat['recommended-latest'];
