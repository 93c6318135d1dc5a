/**
 * How the panel is built. Nothing is inlined: the page is served with a policy that allows neither inline styles and
 * scripts nor `data:` addresses.
 */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
