/** PostgreSQL's bigint arrives as text; the schema keeps it within the safe integers. */
export const asNumber = {
  to: (value: number | null | undefined) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};
