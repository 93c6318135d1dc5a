/** The double-entry ledger of an event: the balance of each account, and every transaction with its postings. */
import { Anchor, Stack, Table, Text, Title } from "@mantine/core";
import type { LedgerDocument } from "../../../core/contract/organizer/books.ts";
import { readLedger } from "../api/books.ts";
import { words } from "../text/words.ts";
import { money, whenExactly } from "./formats.ts";
import { NothingYet } from "./nothing-yet.tsx";
import { Pages, usePages } from "./pages.tsx";
import { linkTo } from "./route.tsx";

const text = words.ledger;

export function Ledger(props: { readonly eventId: string }) {
  const { eventId } = props;
  const ledger = usePages(["ledger", eventId], (before: number | undefined) => readLedger(eventId, before));
  return (
    <Pages of={ledger}>
      {(pages) => (
        <Stack gap="xl">
          <Balances balances={pages[0]?.balances ?? []} />
          <Transactions of={pages.flatMap((page) => page.transactions)} />
        </Stack>
      )}
    </Pages>
  );
}

function Balances(props: { readonly balances: LedgerDocument["balances"] }) {
  return (
    <section aria-labelledby="balances">
      <Title order={2} size="h4" id="balances">
        {text.balances}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {text.balancesLead}
      </Text>
      <Table maw={520} verticalSpacing={6}>
        <Table.Tbody>
          {props.balances.map(({ account, balance }) => (
            <Table.Tr key={account}>
              <Table.Th scope="row" fw={400}>
                {text.accounts[account]}
              </Table.Th>
              <Table.Td ta="right" className="foyer-numbers">
                {money(balance)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Transactions(props: { readonly of: LedgerDocument["transactions"] }) {
  if (props.of.length === 0) return <NothingYet title={text.none} />;
  return (
    <section aria-labelledby="transactions">
      <Title order={2} size="h4" id="transactions" mb="sm">
        {text.transactions}
      </Title>
      <Table className="foyer-cards" verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>#</Table.Th>
            <Table.Th>{text.at}</Table.Th>
            <Table.Th>{text.what}</Table.Th>
            <Table.Th>{text.postings}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.of.map((transaction) => (
            <Table.Tr key={transaction.sequence}>
              <Table.Td data-label="#" className="foyer-numbers">
                {transaction.sequence}
              </Table.Td>
              <Table.Td data-label={text.at}>{whenExactly(transaction.at)}</Table.Td>
              <Table.Td data-label={text.what}>
                <span>
                  {text.kinds[transaction.kind]}
                  {transaction.orderId !== null && (
                    <>
                      {" · "}
                      <Anchor size="sm" underline="always" {...linkTo({ page: "order", id: transaction.orderId })}>
                        {text.order}
                      </Anchor>
                    </>
                  )}
                </span>
              </Table.Td>
              <Table.Td>
                <div>
                  {transaction.entries.map(({ account, amount }, index) => (
                    <Text key={`${account}-${index}`} size="sm" className="foyer-numbers">
                      {text.posting(
                        text.accounts[account],
                        amount.value >= 0,
                        money({ ...amount, value: Math.abs(amount.value) }),
                      )}
                    </Text>
                  ))}
                </div>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
