/**
 * The OpenAPI 3.1 document, made from the descriptions of all public calls and from the very schemas that parse them.
 */
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { z } from "zod";
import { idempotencyKey } from "../../core/contract/fields.ts";
import type { Access, Operation } from "../../core/contract/operations/operation.ts";
import { OPERATION_GROUPS } from "../../core/contract/operations/index.ts";
import { PROBLEM_MEDIA_TYPE, problemDocument, PROBLEMS, type ProblemCode } from "../../core/contract/problem.ts";
import { TOKEN_HEADERS } from "../../core/contract/tokens.ts";

const SECURITY: Readonly<Record<Access, readonly Record<string, string[]>[]>> = {
  public: [],
  ticket: [{ ticket: [] }],
  admission: [{ admission: [] }],
  orderKey: [{ orderKey: [] }],
  desk: [{ session: [] }, { apiKey: [] }],
};

const SCHEMES = {
  ticket: { type: "apiKey", in: "header", name: TOKEN_HEADERS.ticket, description: "A place in line." },
  admission: { type: "apiKey", in: "header", name: TOKEN_HEADERS.admission, description: "The right to be inside." },
  orderKey: { type: "apiKey", in: "query", name: "key", description: "The key in an order's link." },
  session: { type: "apiKey", in: "cookie", name: "foyer.session_token", description: "Set by signing in." },
  apiKey: { type: "http", scheme: "bearer", description: "A machine's key." },
} as const;

/** What any call may be refused with, by what it takes. */
const ALWAYS: readonly ProblemCode[] = ["rate_limited", "internal", "unavailable"];
const WITH_BODY: readonly ProblemCode[] = [
  "invalid_json",
  "unsupported_media_type",
  "body_too_large",
  "validation_failed",
];
const AT_THE_DESK: readonly ProblemCode[] = ["signed_out", "role_refused"];

export function openApiDocument(publicUrl: string): ReturnType<typeof createDocument> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const { name, operations } of OPERATION_GROUPS) {
    for (const operation of operations) {
      (paths[operation.path] ??= {})[operation.method] = describe(operation, name);
    }
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Foyer",
      version: "1",
      description:
        "A virtual waiting room and ticket office. Every answer carries `foyer-request-id`; every refusal is an RFC 9457 problem document with a `code` for programs.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: publicUrl }],
    tags: OPERATION_GROUPS.map(({ name, description }) => ({ name, description })),
    paths: paths satisfies ZodOpenApiPathsObject,
    components: { securitySchemes: SCHEMES },
  });
}

function describe(operation: Operation, tag: string): ZodOpenApiOperationObject {
  const { body, query, idempotent } = operation;
  return {
    operationId: operation.id,
    tags: [tag],
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    security: [...SECURITY[operation.access]],
    requestParams: {
      path: pathParams(operation),
      ...(query instanceof z.ZodObject ? { query } : {}),
      ...(idempotent === true ? { header: z.object({ "Idempotency-Key": idempotencyKey.optional() }) } : {}),
    },
    ...(body === undefined
      ? {}
      : {
          requestBody: { required: operation.bodyOptional !== true, content: { "application/json": { schema: body } } },
        }),
    responses: { ...answersOf(operation), ...problemsOf(operation) },
  };
}

function pathParams({ path, params = {} }: Operation): z.ZodObject {
  const names = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name ?? "");
  return z.object(Object.fromEntries(names.map((name) => [name, params[name] ?? z.uuid()])));
}

function answersOf({ answers }: Operation): ZodOpenApiOperationObject["responses"] {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, schema, mediaType = "application/json" }]) => [
      status,
      schema === undefined ? { description } : { description, content: { [mediaType]: { schema } } },
    ]),
  );
}

/** Refusals by status; those of one status share its entry. */
function problemsOf({ problems, body, access, answers }: Operation): ZodOpenApiOperationObject["responses"] {
  const codes = [
    ...problems,
    ...(body === undefined ? [] : WITH_BODY),
    ...(access === "desk" ? AT_THE_DESK : []),
    ...ALWAYS,
  ];
  const byStatus = Map.groupBy(new Set(codes), (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus]
      .filter(([status]) => answers[status] === undefined)
      .map(([status, of]) => [
        String(status),
        {
          description: of.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(" "),
          content: { [PROBLEM_MEDIA_TYPE]: { schema: problemDocument } },
        },
      ]),
  );
}
