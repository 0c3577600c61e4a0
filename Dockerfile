# The image of web, worker, beat and migrations: the same code, started with different commands.
FROM python:3.13-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    MEDIA_ROOT=/data/media

WORKDIR /app
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin app \
    && install --directory --owner=app --group=app /data/media

COPY requirements.txt .
RUN pip install --requirement requirements.txt

COPY . .
# Settings are imported and no server is reached; these values stay in no layer's environment.
RUN SECRET_KEY=only-while-building DATABASE_URL=postgres://none@localhost/none REDIS_URL=redis://localhost \
    python manage.py collectstatic --no-input

USER app
EXPOSE 8000
CMD ["gunicorn", "misconduct.wsgi", "--bind", "0.0.0.0:8000", "--threads", "4", "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
