/**
 * Where this site's own pages stand, for server actions: Amplify's network may hand a request on under another host than the one
 * that the browser knows. Its build tells the app and the branch. Never all of amplifyapp.com: anybody may have a site there.
 */
export function allowedOrigins({ AWS_APP_ID: app, AWS_BRANCH: branch, SITE_DOMAIN: domain }: Record<string, string | undefined>): string[] {
  return [...(app && branch ? [`${branch.replaceAll('/', '-')}.${app}.amplifyapp.com`] : []), ...(domain ? [domain] : [])];
}
