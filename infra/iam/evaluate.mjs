// Evaluates IAM policies: reads one request per line, as JSON, and answers each with one line, in the same order.
// request: principal, action, resource, account, context, identityPolicies, resourcePolicy?, boundaries?; a policy has a name and a
// document.
// answer: result (Allowed, ImplicitlyDenied or ExplicitlyDenied), used (the statements that allow), denied (the kinds of policy that deny);
// or error, if IAM knows no such action or resource.
import { createInterface } from 'node:readline';
import { getDenialReasons, getGrantReasons, runSimulation } from '@cloud-copilot/iam-simulate';

// The data doesn't know the condition keys aud and sub of GitHub's tokens. Google's have the same meaning.
const known = (line) => line.replaceAll('"token.actions.githubusercontent.com:', '"accounts.google.com:');

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await evaluate(JSON.parse(known(line))).catch((error) => ({ error: error.message }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function evaluate(request) {
  const simulation = {
    request: {
      principal: request.principal,
      action: request.action,
      resource: { resource: request.resource, accountId: request.account },
      contextVariables: request.context,
    },
    identityPolicies: request.identityPolicies.map(named),
    permissionBoundaryPolicies: request.boundaries?.map(named),
    resourcePolicy: request.resourcePolicy,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
  const simulated = await runSimulation(simulation, { simulationMode: 'Strict' });
  if (simulated.resultType === 'error') return { error: JSON.stringify(simulated.errors) };
  const analyses = (simulated.resultType === 'single' ? [simulated.result] : simulated.results).map((result) => result.analysis);
  return {
    result: simulated.overallResult,
    used: analyses
      .flatMap(getGrantReasons)
      .filter((grant) => grant.policyType === 'identity')
      .map((grant) => ({ policy: grant.policyIdentifier, statement: grant.statementIndex })),
    denied: [...new Set(analyses.flatMap(getDenialReasons).map((denial) => denial.policyType))],
  };
}

function named(policy) {
  return { name: policy.name, policy: policy.document };
}
