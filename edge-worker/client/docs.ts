/**
 * The script of the API description's page: starts Swagger UI, which the page has loaded from our own origin.
 */
declare function SwaggerUIBundle(options: Readonly<Record<string, unknown>>): void;

SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  tryItOutEnabled: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null, // nothing is asked of anybody else
});
