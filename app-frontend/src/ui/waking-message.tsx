/** What the server renders of a page while the database wakes, so that no page has to load it as a script. */
export function WakingMessage() {
  return (
    <section role="status" className="space-y-6 py-6">
      <div className="space-y-2">
        <h1 className="title">Waking up …</h1>
        <p className="max-w-prose text-faint">
          The database pauses when it is not in use, to save costs. Waking it takes up to half a minute; this page then refreshes
          automatically.
        </p>
      </div>
      <div aria-hidden="true" className="space-y-3">
        <div className="skeleton h-24" />
        <div className="skeleton h-14" />
        <div className="skeleton h-14" />
        <div className="skeleton h-14" />
      </div>
    </section>
  );
}
