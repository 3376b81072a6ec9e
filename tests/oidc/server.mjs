// An OpenID provider on this computer for the end-to-end tests: `node server.mjs PORT CALLBACK...`. Everyone has password "geheim".
import Provider from "oidc-provider";

const [port, ...callbacks] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const PEOPLE = {
  bea: { email: "bea@voorbeeld.nl", email_verified: true, roles: ["dashboard-data"] },
  pim: { email: "pim@voorbeeld.nl", email_verified: true, roles: ["dashboard-programma"] },
  lea: { email: "lea@voorbeeld.nl", email_verified: true, roles: ["dashboard-lezer"] },
  nico: { email: "nico@voorbeeld.nl", email_verified: true, roles: [] },
  vera: { email: "vera@voorbeeld.nl", email_verified: false, roles: [] }, // ROLE_ADDRESSES gives this address the data
  anna: { email: "anna@voorbeeld.nl", email_verified: true, roles: [] }, // and this one, which is verified
};

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "dashboard",
      client_secret: "geheim-van-de-toepassing",
      redirect_uris: callbacks,
      post_logout_redirect_uris: callbacks,
    },
  ],
  claims: { openid: ["sub", "roles"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: false, // the claims stand in the ID token itself, as with Entra ID and Keycloak
  pkce: { required: () => true },
  cookies: { keys: ["only for tests"] },
  ttl: { Session: 3600, Grant: 3600, Interaction: 600, IdToken: 600, AccessToken: 600 },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: id, ...PEOPLE[id] }) }),
  // Who logs in is not asked for permission: this dashboard is of the same organisation.
  loadExistingGrant: async (context) => {
    const grant = new provider.Grant({ clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
  interactions: { url: (_, interaction) => `/login/${interaction.uid}` },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context, form) => {
        context.body = page("Uitloggen", `${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Ja, log mij uit</button>`);
      },
    },
  },
});

function page(title, inside) {
  return `<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>${inside}</body></html>`;
}

// Our own page to log in on: that of the provider itself asks for fonts of another host.
provider.use(async (context, next) => {
  if (!context.path.startsWith("/login/")) return next();
  if (context.method === "GET") {
    context.body = page(
      "Inloggen bij de gemeente",
      `<form method="post"><label>Naam <input name="name" autofocus></label> <label>Wachtwoord <input name="password" type="password"></label>
       <button type="submit">Log in</button></form>`,
    );
    return undefined;
  }
  let body = "";
  for await (const part of context.req) body += part;
  const given = new URLSearchParams(body);
  const known = given.get("name") in PEOPLE && given.get("password") === "geheim";
  const result = known ? { login: { accountId: given.get("name") } } : { error: "access_denied", error_description: "wrong password" };
  context.respond = false;
  return provider.interactionFinished(context.req, context.res, result, { mergeWithLastSubmission: false });
});

provider.listen(Number(port), "127.0.0.1", () => console.log(`listening at ${issuer}`));
