/** An error message that screen readers announce at once. */
export function Alert({ children }: { children: string | undefined }) {
  return children ? (
    <p role="alert" className="wrap-anywhere rounded-lg bg-alert-paper px-3.5 py-2.5 text-sm text-alert">
      {children}
    </p>
  ) : null;
}
