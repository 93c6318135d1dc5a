/**
 * A table of things, one a row: a table where there is room, cards where there is none. Every cell carries its column's
 * name, so that a card says what each of its figures is.
 */
import { Table } from "@mantine/core";
import type { ReactNode } from "react";

export interface Column<Row> {
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand at the right, with digits of one width. */
  readonly numeric?: boolean;
  /** Names the row: read out with each of its cells, and the head of its card. */
  readonly heads?: boolean;
  /** Says itself what it is: no label on a card, and none that is seen above the column. */
  readonly bare?: boolean;
  readonly nowrap?: boolean;
}

export function CardTable<Row>(props: {
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row, index: number) => string | number;
  readonly columns: readonly Column<Row>[];
  readonly dense?: boolean;
}) {
  const { rows, keyOf, columns, dense = false } = props;
  return (
    <Table className="foyer-cards" verticalSpacing={dense ? "xs" : "sm"}>
      <Table.Thead>
        <Table.Tr>
          {columns.map(({ label, numeric, bare }) => (
            <Table.Th key={label} ta={numeric === true ? "right" : undefined}>
              {bare === true ? <span className="foyer-hidden">{label}</span> : label}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row, index) => (
          <Table.Tr key={keyOf(row, index)}>
            {columns.map((column) => (
              <Cell key={column.label} column={column} row={row} />
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Cell<Row>(props: { readonly column: Column<Row>; readonly row: Row }) {
  const { label, cell, numeric, heads, bare, nowrap } = props.column;
  const content = cell(props.row);
  if (heads === true) {
    return (
      <Table.Th scope="row" fw={400}>
        {content}
      </Table.Th>
    );
  }
  const names = [numeric === true ? "foyer-numbers" : "", nowrap === true ? "foyer-nowrap" : ""].join(" ").trim();
  return (
    <Table.Td
      {...(bare !== true && { "data-label": label })}
      {...(numeric === true && { ta: "right" })}
      {...(names !== "" && { className: names })}
    >
      {content}
    </Table.Td>
  );
}
