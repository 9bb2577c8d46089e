-- What the repositories ask PostgreSQL, to be read in reviews. Made by src/database/queries.test.ts: "npx vitest run queries --update" makes it anew.

-- AccountsRepository.list
select
  *,
  opening_balance + coalesce(
    (
      select
        sum(
          case kind
            when 'income' then 1
            else -1
          end * case
            when t.currency = accounts.currency then amount
            else round(amount * rate)
          end
        )
      from
        transactions t
      where
        t.account_id = accounts.id
    ),
    0
  ) + coalesce(
    (
      select
        sum(to_amount)
      from
        transactions t
      where
        t.to_account_id = accounts.id
    ),
    0
  ) as "balance"
from
  "accounts"
where
  "person_id" = $1
order by
  "sequence";

-- AccountsRepository.find
select
  *,
  opening_balance + coalesce(
    (
      select
        sum(
          case kind
            when 'income' then 1
            else -1
          end * case
            when t.currency = accounts.currency then amount
            else round(amount * rate)
          end
        )
      from
        transactions t
      where
        t.account_id = accounts.id
    ),
    0
  ) + coalesce(
    (
      select
        sum(to_amount)
      from
        transactions t
      where
        t.to_account_id = accounts.id
    ),
    0
  ) as "balance"
from
  "accounts"
where
  "person_id" = $1
  and "id" = $2;

-- AccountsRepository.own
select
  *
from
  "accounts"
where
  "person_id" = $1
  and "id" in ($2);

-- AccountsRepository.first
select
  *
from
  "accounts"
where
  "person_id" = $1
  and "currency" = $2
  and "archived" = $3
order by
  "sequence";

-- AccountsRepository.lock
select
  "id"
from
  "accounts"
where
  "person_id" = $1
  and "id" = $2
for update;

-- AccountsRepository.create
insert into
  "accounts" (
    "name",
    "kind",
    "currency",
    "opening_balance",
    "person_id"
  )
values
  ($1, $2, $3, $4, $5)
on conflict ("person_id", "name") do nothing
returning
  "id";

-- AccountsRepository.change
update "accounts"
set
  "name" = $1,
  "kind" = $2,
  "archived" = $3,
  "opening_balance" = $4
where
  "person_id" = $5
  and "id" = $6;

-- AccountsRepository.delete
delete from "accounts"
where
  "person_id" = $1
  and "id" = $2;

-- ApiTokensRepository.list
select
  *
from
  "api_tokens"
where
  "person_id" = $1
order by
  "created_at";

-- ApiTokensRepository.create
insert into
  "api_tokens" (
    "name",
    "scopes",
    "token_hash",
    "expires_at",
    "person_id"
  )
values
  ($1, $2, $3, $4, $5)
on conflict ("person_id", "name") do nothing
returning
  *;

-- ApiTokensRepository.delete
delete from "api_tokens"
where
  "person_id" = $1
  and "id" = $2;

-- ApiTokensRepository.valid
select
  *
from
  "api_tokens"
where
  "token_hash" = $1
  and (
    "expires_at" is null
    or "expires_at" > now()
  );

-- ApiTokensRepository.used
update "api_tokens"
set
  "last_used_at" = $1
where
  "id" = $2;

-- SessionsRepository.begin
begin;
select
  pg_advisory_xact_lock(hashtextextended ($1, 0));
select
  "id"
from
  "people"
where
  "id" = $1
  and "password_hash" = $2;
delete from "sessions"
where
  "person_id" = $1
  and "expires_at" < $2;
insert into
  "sessions" (
    "person_id",
    "family",
    "token_hash",
    "expires_at",
    "user_agent"
  )
values
  ($1, $2, $3, $4, $5);
commit;

-- SessionsRepository.rotate
begin;
select
  "person_id"
from
  "sessions"
where
  "token_hash" = $1;
select
  pg_advisory_xact_lock(hashtextextended ($1, 0));
select
  *
from
  "sessions"
where
  "token_hash" = $1;
update "sessions"
set
  "used_at" = $1
where
  "family" = $2
  and "used_at" is null;
insert into
  "sessions" (
    "person_id",
    "family",
    "token_hash",
    "expires_at",
    "user_agent"
  )
values
  ($1, $2, $3, $4, $5);
commit;

-- SessionsRepository.end
begin;
select
  "person_id"
from
  "sessions"
where
  "token_hash" = $1;
select
  pg_advisory_xact_lock(hashtextextended ($1, 0));
select
  "family"
from
  "sessions"
where
  "token_hash" = $1;
delete from "sessions"
where
  "family" = $1;
commit;

-- SessionsRepository.open
select
  "family" as "id",
  "created_at" as "refreshed_at",
  "expires_at",
  "user_agent",
  (
    select
      min("created_at") as "begun_at"
    from
      "sessions" as "first"
    where
      "first"."family" = "now"."family"
  ) as "begun_at"
from
  "sessions" as "now"
where
  "person_id" = $1
  and "used_at" is null
  and "expires_at" > $2
order by
  "created_at" desc;

-- SessionsRepository.endOne
begin;
select
  pg_advisory_xact_lock(hashtextextended ($1, 0));
delete from "sessions"
where
  "person_id" = $1
  and "family" = $2;
commit;

-- SessionsRepository.endAll
begin;
select
  pg_advisory_xact_lock(hashtextextended ($1, 0));
delete from "sessions"
where
  "person_id" = $1;
commit;

-- SessionsRepository.endAll
begin;
select
  pg_advisory_xact_lock(hashtextextended ($1, 0));
delete from "sessions"
where
  "person_id" = $1
  and "family" <> $2;
commit;

-- CategoriesRepository.list
select
  *
from
  "categories"
where
  "person_id" = $1
order by
  "name";

-- CategoriesRepository.find
select
  *
from
  "categories"
where
  "person_id" = $1
  and "id" = $2;

-- CategoriesRepository.own
select
  "id"
from
  "categories"
where
  "person_id" = $1
  and "id" in ($2);

-- CategoriesRepository.lock
select
  pg_advisory_xact_lock(hashtextextended ($1, 0));

-- CategoriesRepository.hasChildren
select
  "id"
from
  "categories"
where
  "person_id" = $1
  and "parent_id" = $2;

-- CategoriesRepository.create
insert into
  "categories" (
    "name",
    "colour",
    "icon",
    "parent_id",
    "person_id"
  )
values
  ($1, $2, $3, $4, $5)
on conflict ("person_id", "name") do nothing
returning
  *;

-- CategoriesRepository.change
update "categories"
set
  "id" = "id",
  "name" = $1,
  "colour" = $2,
  "icon" = $3,
  "parent_id" = $4
where
  "person_id" = $5
  and "id" = $6
returning
  *;

-- CategoriesRepository.delete
delete from "categories"
where
  "person_id" = $1
  and "id" = $2;

-- PeopleRepository.byEmail
select
  *
from
  "people"
where
  "email" = $1;

-- PeopleRepository.byId
select
  *
from
  "people"
where
  "id" = $1;

-- PeopleRepository.lock
select
  *
from
  "people"
where
  "id" = $1
for update;

-- PeopleRepository.change
update "people"
set
  "id" = "id",
  "name" = $1,
  "home_currency" = $2
where
  "id" = $3
returning
  *;

-- PeopleRepository.hasRates
select
  "id"
from
  "transactions"
where
  "person_id" = $1
  and "rate" is not null
limit
  $2;

-- PeopleRepository.homeCurrency
select
  "home_currency"
from
  "people"
where
  "id" = $1
for key share;

-- PeopleRepository.ledger
select
  "home_currency",
  "ledger_version"
from
  "people"
where
  "id" = $1;

-- PeopleRepository.setPassword
update "people"
set
  "password_hash" = $1
where
  "id" = $2;

-- PeopleRepository.delete
delete from "people"
where
  "id" = $1;

-- PeopleRepository.create
begin;
insert into
  "people" ("email", "name", "password_hash")
values
  ($1, $2, $3)
on conflict ("email") do nothing
returning
  *;
insert into
  "categories" ("name", "colour", "icon", "person_id")
values
  ($1, $2, $3, $4),
  ($5, $6, $7, $8),
  ($9, $10, $11, $12),
  ($13, $14, $15, $16),
  ($17, $18, $19, $20),
  ($21, $22, $23, $24),
  ($25, $26, $27, $28);
insert into
  "accounts" ("name", "kind", "currency", "person_id")
values
  ($1, $2, $3, $4);
commit;

-- SummariesRepository.month
select
  "categories"."id" as "categoryId",
  "categories"."parent_id" as "parentId",
  coalesce(
    sum(
      case
        when currency = $1 then amount
        else round(amount * rate)
      end
    ) filter (
      where
        kind = 'expense'
    ),
    0
  ) as "expense",
  coalesce(
    sum(
      case
        when currency = $2 then amount
        else round(amount * rate)
      end
    ) filter (
      where
        kind = 'income'
    ),
    0
  ) as "income",
  count(*) as "count",
  count(*) filter (
    where
      currency <> $3
      and rate is null
  ) as "withoutRate"
from
  "transactions"
  left join "categories" on "categories"."id" = "transactions"."category_id"
where
  "transactions"."person_id" = $4
  and "kind" <> $5
  and date between $6::date and $7::date + interval '1 month' - interval '1 day'
group by
  "categories"."id"
order by
  "expense" desc,
  "income" desc,
  "categories"."id";

-- TransactionsRepository.page
select
  "transactions".*
from
  "transactions"
where
  "person_id" = $1
order by
  "date" desc,
  "sequence" desc
limit
  $2;

-- TransactionsRepository.page
select
  "transactions".*
from
  "transactions"
where
  "person_id" = $1
  and "date" >= $2
  and "date" <= $3
  and "kind" = $4
  and $5::uuid in (account_id, to_account_id)
  and category_id in (
    select
      id
    from
      categories
    where
      $6::uuid in (id, parent_id)
  )
  and $7 = any (tags)
  and concat_ws(' ', payee, note) ilike $8
  and "amount" >= $9
  and "amount" <= $10
  and ("amount", sequence) > ($11::bigint, $12::bigint)
order by
  "amount" asc,
  "sequence" asc
limit
  $13;

-- TransactionsRepository.page
select
  "transactions".*
from
  "transactions"
where
  "person_id" = $1
  and "category_id" is null
  and ("date", sequence) < ($2::date, $3::bigint)
order by
  "date" desc,
  "sequence" desc
limit
  $4;

-- TransactionsRepository.all
select
  *
from
  "transactions"
where
  "person_id" = $1
order by
  "date",
  "sequence";

-- TransactionsRepository.sums
select
  "kind",
  "currency",
  count(*) as "count",
  sum(amount) as "amount",
  sum(
    case
      when currency = $1 then amount
      else round(amount * rate)
    end
  ) as "home",
  count(*) filter (
    where
      currency <> $2
      and rate is null
  ) as "withoutRate"
from
  "transactions"
where
  "person_id" = $3
group by
  "kind",
  "currency";

-- TransactionsRepository.find
select
  *
from
  "transactions"
where
  "person_id" = $1
  and "id" = $2;

-- TransactionsRepository.lock
select
  *
from
  "transactions"
where
  "person_id" = $1
  and "id" in ($2)
order by
  "id"
for update;

-- TransactionsRepository.create
insert into
  "transactions" ("kind", "amount", "currency", "date", "person_id")
values
  ($1, $2, $3, $4, $5)
returning
  *;

-- TransactionsRepository.change
update "transactions"
set
  "amount" = $1,
  "updated_at" = $2
where
  "person_id" = $3
  and "id" = $4
returning
  *;

-- TransactionsRepository.changeAll
update "transactions"
set
  "category_id" = $1,
  "tags" = array(
    select
      tag
    from
      unnest(tags) tag
    where
      tag <> all ($2::text[])
  ) || array(
    select
      tag
    from
      unnest($3::text[]) tag
    where
      tag <> all (tags)
  ),
  "updated_at" = $4
where
  "person_id" = $5
  and "id" in ($6);

-- TransactionsRepository.delete
delete from "transactions"
where
  "person_id" = $1
  and "id" in ($2);

-- TransactionsRepository.tags
select
  "name",
  count(*) as "count"
from
  (
    select
      unnest(tags) as name
    from
      transactions
    where
      person_id = $1
  ) as "tag"
group by
  "name"
order by
  "count" desc,
  "name";

-- IdempotencyKeysRepository.take
select
  pg_advisory_xact_lock(hashtextextended ($1, 0));
insert into
  "idempotency_keys" ("person_id", "key", "request_hash")
values
  ($1, $2, $3)
on conflict ("person_id", "key") do nothing
returning
  "key";

-- IdempotencyKeysRepository.find
select
  "request_hash",
  "answer"
from
  "idempotency_keys"
where
  "person_id" = $1
  and "key" = $2;

-- IdempotencyKeysRepository.keep
update "idempotency_keys"
set
  "answer" = $1
where
  "person_id" = $2
  and "key" = $3;

-- IdempotencyKeysRepository.forgetOld
delete from "idempotency_keys"
where
  "person_id" = $1
  and "key" in (
    select
      "key"
    from
      "idempotency_keys"
    where
      "person_id" = $2
      and "created_at" < now() - make_interval(hours => $3)
    for update
      skip locked
  );
