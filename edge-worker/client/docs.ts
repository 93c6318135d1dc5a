/**
 * The script of the API description's page: starts Swagger UI, which the page has loaded from our own origin.
 */
declare function SwaggerUIBundle(options: Readonly<Record<string, unknown>>): void;

SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#api",
  deepLinking: false, // its links would stand inside buttons, where no screen reader finds them
  tryItOutEnabled: true,
  syntaxHighlight: false, // its colours are too faint
  defaultModelsExpandDepth: 0,
  validatorUrl: null, // nothing is asked of anybody else
  plugins: [{ wrapComponents: { ServersContainer: () => () => null } }], // there is one server: the one that is read from
});
