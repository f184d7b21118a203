app_name = "pm25"
urlpatterns = []
