import { createSecretKey } from 'node:crypto';
import fastify from 'fastify';
import { jwtVerify } from 'jose';
import { createCache } from './cache.js';
import { createTransaction } from './create-transaction.js';
import { createPool } from './database.js';
import { listTransactions } from './list-transactions.js';
import { categoryList, newTransaction, pageQuery, transaction, transactionPage } from './schemas.js';
import { monthSummaryText } from './month-summary.js';

/** The least that gives the API's answers: bare Fastify, hand-written SQL, compiled serialization, no request log. */
const environment = process.env as Record<string, string>;
const pool = createPool(environment);
const cache = await createCache(environment);
const key = createSecretKey(environment.JWT_SECRET!, 'utf8');

const app = fastify();
app.decorateRequest('personId', '');

app.get('/health/ready', async () => {
  await pool.query('select 1');
  return { status: 'ok' };
});

await app.register(async (routes) => {
  routes.addHook('onRequest', async (request, reply) => {
    const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
    try {
      const { payload } = await jwtVerify(token, key, { issuer: 'expenses-api', algorithms: ['HS256'] });
      request.personId = payload.sub!;
    } catch {
      return reply.code(401).send({ title: 'Not signed in' });
    }
  });

  routes.get<{ Querystring: Parameters<typeof listTransactions>[2] }>(
    '/v1/transactions',
    { schema: { querystring: pageQuery, response: { 200: transactionPage } } },
    (request) => listTransactions(pool, request.personId, request.query),
  );

  routes.post<{ Body: Parameters<typeof createTransaction>[3] }>(
    '/v1/transactions',
    { schema: { body: newTransaction, response: { 201: transaction } } },
    async (request, reply) => {
      const answer = await createTransaction(pool, request.personId, request.headers['idempotency-key'] as string, request.body);
      return reply.code(201).send(answer);
    },
  );

  routes.get('/v1/categories', { schema: { response: { 200: categoryList } } }, async (request) => {
    const { rows } = await pool.query({
      name: 'categories',
      text: 'select id, name, parent_id as "parentId", colour, icon from categories where person_id = $1 order by name',
      values: [request.personId],
    });
    return { items: rows };
  });

  routes.get<{ Params: { month: string } }>(
    '/v1/summaries/:month',
    { schema: { params: { type: 'object', properties: { month: { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])$' } } } } },
    async (request, reply) => {
      const text = await monthSummaryText(pool, cache, request.personId, request.params.month);
      return reply.type('application/json; charset=utf-8').send(text);
    },
  );
});

await app.listen({ host: environment.HOST!, port: Number(environment.PORT) });
process.once('SIGTERM', () => process.exit(0));
