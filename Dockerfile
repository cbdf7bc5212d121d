FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json vite.config.ts vite.node.config.ts ./
COPY src src
COPY devices devices
COPY bench bench
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:22-slim
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json home.yaml ./
COPY scenes scenes
# Where the home keeps its session.
RUN mkdir .millet && chown node:node .millet
USER node
ENTRYPOINT ["node", "dist/src/cli/main.js"]
CMD ["run", "--at", "06:58", "--speed", "10"]
