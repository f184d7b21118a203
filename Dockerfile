# One image for web, worker, beat and migrate.
FROM node:22-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/var/lib/ogmp LOG_JSON=true
WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
COPY --from=packages /app/node_modules node_modules
# The build needs settings, not secrets: a demonstration's own key is thrown away with /tmp
RUN pybabel -q compile -f -d locale -D "django djangojs" \
 && DEMO=1 VAR_DIR=/tmp/build python manage.py build_assets \
 && DEMO=1 VAR_DIR=/tmp/build STATIC_ROOT=/app/static-collected python manage.py collectstatic --noinput --verbosity 0 \
 && rm -rf /tmp/build \
 && useradd --system --uid 10001 --home-dir /var/lib/ogmp --create-home ogmp
ENV STATIC_ROOT=/app/static-collected
USER ogmp
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "1", "--no-ws", "config.wsgi:application"]
