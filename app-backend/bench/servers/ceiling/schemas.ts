const text = { type: 'string' } as const;
const whole = { type: 'integer' } as const;
const textOrNull = { type: 'string', nullable: true } as const;
const wholeOrNull = { type: 'integer', nullable: true } as const;
const id = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' } as const;
const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' } as const;

/** Fastify compiles these to validators and serializers. */
export const transaction = {
  type: 'object',
  properties: {
    id: text,
    kind: text,
    amount: whole,
    currency: text,
    rate: textOrNull,
    homeAmount: wholeOrNull,
    date: text,
    payee: textOrNull,
    note: textOrNull,
    tags: { type: 'array', items: text },
    categoryId: textOrNull,
    accountId: textOrNull,
    toAccountId: textOrNull,
    toAmount: wholeOrNull,
    createdAt: text,
    updatedAt: text,
  },
} as const;

export const transactionPage = {
  type: 'object',
  properties: { items: { type: 'array', items: transaction }, nextCursor: textOrNull },
} as const;

export const categoryList = {
  type: 'object',
  properties: {
    items: {
      type: 'array',
      items: { type: 'object', properties: { id: text, name: text, parentId: textOrNull, colour: textOrNull, icon: textOrNull } },
    },
  },
} as const;

export const pageQuery = {
  type: 'object',
  additionalProperties: false,
  properties: {
    from: day,
    to: day,
    accountId: id,
    limit: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
    cursor: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}\\.\\d{1,15}$' },
  },
} as const;

export const newTransaction = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'amount', 'currency', 'date'],
  properties: {
    kind: { type: 'string', enum: ['expense', 'income'] },
    amount: { type: 'integer', minimum: 1 },
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    date: day,
    payee: { type: 'string', nullable: true, minLength: 1, maxLength: 200, default: null },
    note: { type: 'string', nullable: true, maxLength: 2000, default: null },
    tags: { type: 'array', maxItems: 20, items: { type: 'string', minLength: 1, maxLength: 40 }, default: [] },
    categoryId: { ...id, nullable: true, default: null },
    accountId: { ...id, nullable: true, default: null },
  },
} as const;
