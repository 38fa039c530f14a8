# Not built by the tests, for want of a container engine: they run the folder that it copies, and
# read this file. Pin both images by digest where you build: `docker buildx imagetools inspect <image>`.

FROM node:26.10.0-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build \
  && npm sbom --sbom-format=cyclonedx --omit=dev > dist/service/sbom.cdx.json \
  && mkdir -p /data

# The libraries that Node needs, no shell, no package manager; user 65532.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /src/dist/service /app
COPY --from=build --chown=65532:65532 /data /data
WORKDIR /app
USER 65532:65532
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8787 \
    EXTRACTION_DB=/data/annuaire.sqlite
EXPOSE 8787
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["/usr/local/bin/node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/usr/local/bin/node", "/app/bin/qui-commande.mjs"]
CMD ["servir"]
