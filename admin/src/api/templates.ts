/** The organizer's own words in mails, and how a mail with them looks. */
import {
  previewDocument,
  templateDocument,
  templatesDocument,
  type NoticeLanguage,
  type TemplateBody,
  type TemplateKind,
} from "../../../core/contract/organizer/templates.ts";
import { ask, query, tell } from "./client.ts";

export interface TemplateOf {
  readonly eventId: string;
  readonly kind: TemplateKind;
  readonly language: NoticeLanguage;
}

const all = (eventId: string): string => `/events/${encodeURIComponent(eventId)}/templates`;
const one = ({ eventId, kind, language }: TemplateOf): string => `${all(eventId)}/${kind}/${language}`;

export function readTemplates(eventId: string) {
  return ask(all(eventId), templatesDocument);
}

export function writeTemplate(of: TemplateOf, body: TemplateBody) {
  return ask(one(of), templateDocument, { method: "PUT", body });
}

export function removeTemplate(of: TemplateOf): Promise<void> {
  return tell(one(of), { method: "DELETE" });
}

export function readPreview(of: TemplateOf, body: TemplateBody) {
  return ask(`${one(of)}/preview`, previewDocument, { method: "POST", body });
}

/** Where the mail stands as a page of its own, for a frame: it may run nothing and load nothing. */
export function previewPage(of: TemplateOf, { subject, paragraph }: TemplateBody): string {
  return `/api${one(of)}/preview${query({ subject, paragraph })}`;
}
